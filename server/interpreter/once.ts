/** Makes something when it is first asked for, and keeps it, but nothing that it was made from. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  let making: (() => T) | null = make;
  return () => {
    if (made === null) {
      made = { value: (making as () => T)() };
      making = null;
    }
    return made.value;
  };
}
