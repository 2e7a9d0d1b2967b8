/** Layers that programs define give what the library gives when it runs them. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { analyzePrograms } from '../../../analysis/programs.ts';

/** Each defines a layer and gives a tensor, or a list of them. */
const PROGRAMS: Readonly<Record<string, string>> = {
  antirectifier: `() => {
    class Antirectifier extends tf.layers.Layer {
      constructor() { super({}); this.supportsMasking = true; }
      computeOutputShape(s) { return [s[0], s[1], s[2], 2 * s[3]]; }
      call(inputs, kwargs) { let input = inputs; if (Array.isArray(input)) input = input[0];
         this.invokeCallHook(inputs, kwargs); const origShape = input.shape;
         const flatShape = [origShape[0], origShape[1] * origShape[2] * origShape[3]];
         const flattened = input.reshape(flatShape); const centered = tf.sub(flattened, flattened.mean(1).expandDims(1));
         const pos = centered.relu().reshape(origShape); const neg = centered.neg().relu().reshape(origShape);
         return tf.concat([pos, neg], 3); }
      static get className() { return 'Antirectifier'; }
    }
    const m = tf.sequential(); m.add(tf.layers.conv2d({ inputShape: [28, 28, 1], kernelSize: 3, filters: 8 }));
       m.add(new Antirectifier()); m.add(tf.layers.flatten());
       m.add(tf.layers.dense({ units: 10 })); return m.predict(tf.ones([4, 28, 28, 1]));
  }`,
  dense: `() => {
    class MyDense extends tf.layers.Layer {
      constructor(config) { super(config); this.units = config.units; }
      build(inputShape) { this.kernel = this.addWeight('kernel', [inputShape[inputShape.length - 1], this.units], 'float32', tf.initializers.glorotNormal({}));
         this.bias = this.addWeight('bias', [this.units], 'float32', tf.initializers.zeros());
         super.build(inputShape); }
      computeOutputShape(inputShape) { const out = inputShape.slice(); out[out.length - 1] = this.units; return out; }
      call(inputs, kwargs) { return tf.tidy(() => { const x = Array.isArray(inputs) ? inputs[0] : inputs; return tf.add(tf.dot(x, this.kernel.read()), this.bias.read()); });
         }
      getConfig() { return { ...super.getConfig(), units: this.units }; }
      static get className() { return 'MyDense'; }
    }
    const l = new MyDense({ units: 7 }); const y = l.apply(tf.ones([3, 5])); return [y, ...l.getWeights()];
  }`,
  inModel: `() => {
    class Scale extends tf.layers.Layer {
      constructor(a) { super({}); this.alpha = a; }
      call(input) { return tf.tidy(() => tf.mul(input[0] ?? input, this.alpha)); }
      computeOutputShape(s) { return s; }
      static get className() { return 'Scale'; }
    }
    const x = tf.input({ shape: [6, 2] }); const y = new Scale(3).apply(tf.layers.dense({ units: 5 }).apply(x));
       const m = tf.model({ inputs: x, outputs: y }); return [m.predict(tf.ones([2, 6, 2])), tf.zeros([m.outputs[0].shape.length])];
  }`,
  attention: `() => {
    class Attention extends tf.layers.Layer {
      constructor(args) { super(args); this.units = args.units; }
      build(s) { this.w = this.addWeight('w', [s[2], this.units], 'float32', tf.initializers.randomNormal({ mean: 0, stddev: 1 }));
         this.v = this.addWeight('v', [this.units, 1], 'float32', tf.initializers.ones());
         this.built = true; }
      call(inputs) { const x = Array.isArray(inputs) ? inputs[0] : inputs;
         const [b, t, c] = x.shape; const e = tf.matMul(x.reshape([b * t, c]), this.w.read()).tanh();
         const a = tf.matMul(e, this.v.read()).reshape([b, t]).softmax();
         return x.mul(a.expandDims(2)).sum(1); }
      computeOutputShape(s) { return [s[0], s[2]]; }
      static get className() { return 'Attention'; }
    }
    const m = tf.sequential({ layers: [tf.layers.lstm({ units: 6, returnSequences: true, inputShape: [5, 3] }), new Attention({ units: 4 }), tf.layers.dense({ units: 2 })] });
       return m.predict(tf.ones([2, 5, 3]));
  }`,
  noShape: `() => {
    class Square extends tf.layers.Layer {
      constructor() { super({}); }
      call(x) { return tf.square(Array.isArray(x) ? x[0] : x); }
      static get className() { return 'Square'; }
    }
    const m = tf.sequential(); m.add(tf.layers.dense({ units: 3, inputShape: [4] }));
       m.add(new Square()); return [m.predict(tf.ones([2, 4])), tf.zeros([m.outputs[0].shape[1]])];
  }`,
  twoInputs: `() => {
    class Gate extends tf.layers.Layer {
      constructor() { super({}); }
      call([a, b]) { return a.mul(b.sigmoid()); }
      computeOutputShape(shapes) { return shapes[0]; }
      static get className() { return 'Gate'; }
    }
    const a = tf.input({ shape: [4] }); const b = tf.input({ shape: [4] });
       const m = tf.model({ inputs: [a, b], outputs: new Gate().apply([a, b]) });
       return m.predict([tf.ones([3, 4]), tf.ones([3, 4])]);
  }`,
  twoOutputs: `() => {
    class Split extends tf.layers.Layer {
      constructor() { super({}); }
      call(x) { const t = Array.isArray(x) ? x[0] : x; return tf.split(t, 2, 1); }
      computeOutputShape(s) { return [[s[0], s[1] / 2], [s[0], s[1] / 2]]; }
      static get className() { return 'Split'; }
    }
    const a = tf.input({ shape: [6] }); const [p, q] = new Split().apply(a);
       const m = tf.model({ inputs: a, outputs: [p, tf.layers.dense({ units: 2 }).apply(q)] });
       return m.predict(tf.ones([3, 6]));
  }`,
  posEnc: `() => {
    class PosEmb extends tf.layers.Layer {
      constructor(c) { super(c); this.maxLen = c.maxLen; this.dim = c.dim;
         this.emb = tf.layers.embedding({ inputDim: c.maxLen, outputDim: c.dim });
         }
      call(inputs) { return tf.tidy(() => { const x = Array.isArray(inputs) ? inputs[0] : inputs; const pos = tf.range(0, x.shape[1], 1, 'int32'); return x.add(this.emb.apply(pos.expandDims(0))); });
         }
      computeOutputShape(s) { return s; }
      static get className() { return 'PosEmb'; }
    }
    return new PosEmb({ maxLen: 16, dim: 8 }).apply(tf.ones([2, 10, 8]));
  }`,
  block: `() => {
    class Block extends tf.layers.Layer {
      constructor(units) { super({}); this.d1 = tf.layers.dense({ units: units * 4, activation: 'relu' });
         this.d2 = tf.layers.dense({ units }); this.norm = tf.layers.layerNormalization();
         }
      call(x) { const t = Array.isArray(x) ? x[0] : x; return t.add(this.d2.apply(this.d1.apply(this.norm.apply(t))));
         }
      computeOutputShape(s) { return this.d2.computeOutputShape(this.d1.computeOutputShape(s)); }
      static get className() { return 'Block'; }
    }
    const b = new Block(8); return [b.apply(tf.ones([2, 5, 8])), tf.zeros(b.computeOutputShape([2, 5, 8]))];
  }`,
  sampling: `() => {
    class Sampling extends tf.layers.Layer {
      constructor(config) { super(config || {}); }
      computeOutputShape(inputShape) { tf.util.assert(inputShape.length === 2 && Array.isArray(inputShape[0]), () => 'Expected exactly 2');
         return inputShape[0]; }
      call(inputs, kwargs) { const [zMean, zLogVar] = inputs;
         const batch = zMean.shape[0]; const dim = zMean.shape[1];
         const epsilon = tf.randomNormal([batch, dim], 0, 1);
         const std = zLogVar.mul(0.5).exp(); return zMean.add(std.mul(epsilon));
         }
      static get className() { return 'Sampling'; }
    }
    const x = tf.input({ shape: [12] }); const h = tf.layers.dense({ units: 6 }).apply(x);
       const mean = tf.layers.dense({ units: 2 }).apply(h); const logVar = tf.layers.dense({ units: 2 }).apply(h);
       const z = new Sampling().apply([mean, logVar]); const m = tf.model({ inputs: x, outputs: [mean, logVar, z] });
       return m.predict(tf.ones([4, 12]));
  }`,
  wrongShape: `() => {
    class Wrong extends tf.layers.Layer {
      constructor() { super({}); }
      call(x) { const t = Array.isArray(x) ? x[0] : x; return tf.matMul(t, tf.ones([3, 2])); }
      computeOutputShape(s) { return [s[0], 2]; }
      static get className() { return 'Wrong'; }
    }
    return new Wrong().apply(tf.ones([2, 4]));
  }`,
  weightsInModel: `() => {
    class W extends tf.layers.Layer {
      constructor() { super({}); }
      build(s) { this.k = this.addWeight('k', [s[1], 3], 'float32', tf.initializers.ones()); }
      call(x) { return tf.matMul(Array.isArray(x) ? x[0] : x, this.k.read()); }
      computeOutputShape(s) { return [s[0], 3]; }
      static get className() { return 'W'; }
    }
    const m = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [2] }), new W()] });
       return [tf.zeros([m.countParams()]), m.predict(tf.ones([1, 2])), ...m.getWeights()];
  }`,
  training: `() => {
    class D extends tf.layers.Layer {
      constructor() { super({}); }
      call(x, kwargs) { const t = Array.isArray(x) ? x[0] : x; return kwargs.training ? tf.dropout(t, 0.5) : t; }
      computeOutputShape(s) { return s; }
      static get className() { return 'D'; }
    }
    return new D().apply(tf.ones([2, 4]), { training: true });
  }`,
  dynamicBatch: `() => {
    class Mean extends tf.layers.Layer {
      constructor() { super({}); }
      build(s) { this.size = s[1]; super.build(s); }
      call(x) { const t = Array.isArray(x) ? x[0] : x; return t.reshape([-1, this.size / 2, 2]).mean(2); }
      computeOutputShape(s) { return [s[0], s[1] / 2]; }
      static get className() { return 'Mean'; }
    }
    const m = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [3] }), new Mean(), tf.layers.dense({ units: 1 })] });
       return [m.predict(tf.ones([7, 3])), tf.zeros([m.layers[1].outputShape[1]])];
  }`,
};

type Made = tf.Tensor | readonly Made[];

describe('layers that programs define', () => {
  before(() => tf.setBackend('cpu'));

  const parts = Object.entries(PROGRAMS).flatMap(([name, text]) => {
    const shapes = outcomeOf(text);
    const isThrown = typeof shapes === 'string';
    return (isThrown ? [null] : shapes).map((expected, index) => ({
      name: `${name}${index}`,
      text: `export const ${name}${index} = () => { const made = (${text})(); return [made].flat(2)[${index}]; };`,
      expected,
      error: isThrown ? shapes : null,
    }));
  });
  const reports = analyzePrograms(Object.fromEntries(parts.map(({ name, text }) => [name, text])));

  for (const { name, expected, error } of parts) {
    it(name, () => {
      const report = reports[name];
      const errors = (report?.diagnostics ?? []).filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        errors.map(({ message }) => message),
        error === null ? [] : [error],
      );
      if (expected === null) return;
      const returned = report?.functions.find((one) => one.name === name)?.returns ?? [];
      assert.deepEqual(
        returned.map(({ shape }) => shape),
        [expected.map(String)],
      );
    });
  }
});

/** The shapes of what a program makes; what it throws. */
function outcomeOf(text: string): readonly (readonly number[])[] | string {
  try {
    const made = new Function('tf', `return (${text})();`)(tf) as Made;
    return [made].flat(2).map((one) => (one as tf.Tensor).shape);
  } catch (error) {
    return (error as Error).message;
  }
}
