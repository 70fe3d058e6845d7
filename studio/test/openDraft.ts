import type { Page } from 'playwright-core';
import { isObject, type JsonObject } from '../../core/lib/json.ts';
import type { Studio } from './openStudio.ts';

interface DraftedDocument {
  readonly kind: string;
  readonly name: string;
  /** null: removed. */
  readonly document: JsonObject | null;
}

/** A page of the Studio on which these documents are edited already, as after a reload. Documents of other names are new. */
export async function openDraft(
  studio: Studio,
  path: string,
  edits: readonly DraftedDocument[],
  options: Parameters<Studio['open']>[1] = {},
): Promise<Page> {
  const documents: JsonObject[] = [];
  const stored: JsonObject[] = [];
  const drafted: JsonObject[] = [];
  for (const { kind, name, document } of edits) {
    const { version, document: saved } = await studio.api(`/api/definitions/${kind}/${name}`);
    const isKnown = version !== undefined && isObject(saved);
    if (isKnown) stored.push({ key: `${kind}/${name}`, version, document: documents.push(saved) - 1 });
    const place = document ? documents.push(document) - 1 : null;
    drafted.push({ kind, name, ...(isKnown ? { was: name } : {}), document: place });
  }
  const steps = [
    { edits: [], conversions: {} },
    { edits: drafted, conversions: {} },
  ];
  const page = await studio.open('/settings/account', options);
  // By then the browser has forgotten what whoever was here before has left in it.
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(
    async (kept) => {
      const { id } = await (await fetch('/api/me')).json();
      localStorage.setItem(`kiln.studio.draft.${id}`, kept);
    },
    JSON.stringify({ documents, stored, steps, conflicts: [] }),
  );
  await page.goto(studio.server.url + path);
  return page;
}
