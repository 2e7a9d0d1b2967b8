/** The status item: what the server does, beside the language of the document. */
import { type Disposable, type DocumentSelector, LanguageStatusSeverity, languages } from 'vscode';
import type { Status } from '../shared/messages.ts';

interface StatusItem extends Disposable {
  show(status: Status): void;
}

export function createStatus(selector: DocumentSelector): StatusItem {
  const item = languages.createLanguageStatusItem('shapewise', selector);
  item.name = 'Shapewise';
  item.text = 'Shapewise';
  item.detail = 'starts';
  item.command = { title: 'Show Output', command: 'shapewise.showOutput' };
  return {
    show({ state, text }) {
      item.busy = state === 'busy';
      item.detail = text;
      item.severity = state === 'failed' ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
    },
    dispose: () => item.dispose(),
  };
}
