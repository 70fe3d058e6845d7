import type { i18n as I18n } from 'i18next';
import { getI18n } from 'react-i18next';
import type { TextPart } from './loadTexts.ts';

/** Loads a part of the settings together with its texts, which the first pages do without. */
export function withSettingsTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['settings', 'said'], load);
}

/** Loads the pages of the settings, where conditions of roles are written, too. */
export function withSettingsPageTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['settings', 'said'], load);
}

/** Loads what conditions are written in, together with the sentences on what is wrong with them. */
export function withConditionTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['said'], load);
}

/** Loads a board or a calendar together with its texts. */
export function withViewTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['views'], load);
}

/** Loads what actions and pages are shown by together with its texts. */
export function withPageTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['pages', 'said'], load);
}

/** Loads the pages of plugins in the Studio together with their texts. */
export function withPluginTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['settings', 'views', 'studio', 'designer', 'pages', 'flow', 'plugins', 'said'], load);
}

/** Loads the designer of workflows together with its texts. */
export function withWorkflowTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['settings', 'views', 'studio', 'designer', 'flow', 'runs', 'workflows', 'said'], load);
}

/** Loads what tells of notifications and approvals together with its texts. */
export function withInboxTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['inbox', 'said'], load);
}

/** Loads the pages of the inbox, which also pick people and show what changed. */
export function withInboxPageTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['settings', 'inbox', 'said'], load);
}

/** Loads what tells of runs of workflows together with its texts. */
export function withRunTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['settings', 'studio', 'flow', 'runs', 'said'], load);
}

/** Loads a part of the Studio together with its texts, those of the workflows that it shows among them. */
export function withStudioTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['settings', 'views', 'studio', 'flow', 'said'], load);
}

/** Loads the designer of entities together with its texts. */
export function withDesignerTexts<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return withTexts(['settings', 'views', 'studio', 'designer', 'said'], load);
}

/** Adds to a language the texts that another one has already. */
export async function addSameTexts(instance: I18n, language: string, as: string): Promise<void> {
  await addTexts(
    instance,
    language,
    parts.filter((part) => hasTexts(instance, as, part)),
  );
}

function withTexts<Loaded>(wanted: readonly TextPart[], load: () => Promise<Loaded>): () => Promise<Loaded> {
  return async () => {
    const instance = getI18n();
    const [loaded] = await Promise.all([load(), addTexts(instance, instance.language, wanted)]);
    // Another language may have been chosen meanwhile.
    while (!wanted.every((part) => hasTexts(instance, instance.language, part)))
      await addTexts(instance, instance.language, wanted);
    return loaded;
  };
}

async function addTexts(instance: I18n, language: string, wanted: readonly TextPart[]): Promise<void> {
  const missing = wanted.filter((part) => !hasTexts(instance, language, part));
  const catalogues = await Promise.all(missing.map((part) => loadTexts(part, language)));
  missing.forEach((part, index) => {
    const texts = catalogues[index]?.default;
    // Sentences are keys with points in them.
    const isApart = part === 'said';
    if (!isApart) instance.addResourceBundle(language, 'translation', texts, true);
    instance.addResourceBundle(language, part, isApart ? texts : {});
  });
}

/** Which files they are in is not for the first page to know. */
async function loadTexts(part: TextPart, language: string): Promise<{ readonly default: object }> {
  return (await import('./loadTexts.ts')).loadTexts(part, language);
}

/** A namespace says that the texts are there; it is empty where they are among the others. */
function hasTexts(instance: I18n, language: string, part: TextPart): boolean {
  return instance.hasResourceBundle(language, part);
}

const parts: readonly TextPart[] = [
  ...([
    'settings',
    'views',
    'studio',
    'designer',
    'pages',
    'plugins',
    'flow',
    'workflows',
    'inbox',
    'runs',
    'said',
  ] as const),
];
