/** The status item: what the server does, beside the language of the document. */
import { type Disposable, type DocumentSelector, LanguageStatusSeverity, languages } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { STATUS, type Status } from '../shared/messages.ts';

export function showStatus(client: LanguageClient, selector: DocumentSelector): Disposable {
  const item = languages.createLanguageStatusItem('shapewise', selector);
  item.name = 'Shapewise';
  item.text = 'Shapewise';
  item.detail = 'starts';
  item.command = { title: 'Show Output', command: 'shapewise.showOutput' };
  client.onNotification(STATUS, ({ state, text }: Status) => {
    item.busy = state === 'busy';
    item.detail = text;
    item.severity = state === 'failed' ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  });
  return item;
}
