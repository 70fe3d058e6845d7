import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { translateWorkflow } from '../../../../core/model/kinds/workflow/texts.ts';
import { ApiError } from '../../api/ApiError.ts';
import { getDefinition, listDefinitions } from '../../api/definitions.ts';
import { definitionKeys } from '../../api/keys.ts';
import { useDraftStore } from '../draft/DraftStoreContext.ts';
import { definitionKey } from '../draft/definitionKey.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { emptyLocale } from '../entities/document/localeTexts.ts';
import { objectAt, textAt, withPath } from '../entities/document/members.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import { freeName } from '../forms/document/freeName.ts';

/** Workflows are made, copied, and switched on and off in the draft. */
export function useWorkflowActions() {
  const { t, i18n } = useTranslation();
  const { documents, editMany, open, edit } = useStudioDraft();
  const store = useDraftStore();
  const { data } = useQuery({
    queryKey: definitionKeys.kind('workflow'),
    queryFn: ({ signal }) => listDefinitions('workflow', signal),
  });
  const locale = documents.get(definitionKey('locale', otherLanguage))?.current;

  function nameFor(wanted: string): string {
    const drafted = [...documents.values()].flatMap((each) => (each.kind === 'workflow' ? [each.name] : []));
    return freeName(wanted, new Set([...(data ?? []).map(({ name }) => name), ...drafted]));
  }

  async function textsOf(name: string): Promise<JsonObject> {
    if (locale) return objectAt(locale, 'workflows', name);
    try {
      return objectAt((await getDefinition('locale', otherLanguage)).document, 'workflows', name);
    } catch (error) {
      // Nothing has a text in that language yet.
      if (error instanceof ApiError && error.status === 404) return {};
      throw error;
    }
  }

  /** What could not be read would stay as it is, without a word. */
  function requireRead(name: string): void {
    const key = definitionKey('workflow', name);
    const { documents: read, failures } = store.state();
    if (read.get(key)?.current) return;
    if (failures.has(key)) throw failures.get(key);
    throw new ApiError(404, 'KILN_NOT_FOUND', name);
  }

  return {
    nameFor,
    /** Adds a workflow with its texts in the other language; gives its name. */
    create(document: JsonObject, texts: JsonObject): string {
      const name = nameFor(textAt(document, '$id') ?? 'workflow');
      const isTranslated = Object.keys(texts).length > 0;
      const next = withPath(locale ?? emptyLocale(otherLanguage), ['workflows', name], texts);
      editMany([
        { kind: 'workflow', name, document: { ...document, $id: name } },
        ...(isTranslated ? [{ kind: 'locale', name: otherLanguage, document: next }] : []),
      ]);
      return name;
    },
    /** Adds a copy, which is switched off; gives its name. */
    duplicate(name: string, document: JsonObject): string {
      const copy = nameFor(name);
      const { 'x-id': _id, ...rest } = document;
      const title = t('formDesigner.copyOf', { title: textAt(document, 'title') ?? name });
      const texts = objectAt(locale, 'workflows', name);
      const isTranslated = locale && Object.keys(texts).length > 0;
      editMany([
        { kind: 'workflow', name: copy, document: { ...rest, $id: copy, title, enabled: false } },
        ...(isTranslated
          ? [{ kind: 'locale', name: otherLanguage, document: withPath(locale, ['workflows', copy], texts) }]
          : []),
      ]);
      return copy;
    },
    /**
     * From now on it writes in the language of whoever switches it on, as far as there are texts, and tells those in it
     * who have chosen none. Rejects where it, or these, cannot be read; with 404 where it is not there any more.
     */
    async setEnabled(name: string, isEnabled: boolean): Promise<void> {
      await open('workflow', name);
      requireRead(name);
      const texts = isEnabled && i18n.language === otherLanguage ? await textsOf(name) : {};
      const words = (text: string) => textAt(texts, text) ?? text;
      edit('workflow', name, ({ enabled: _, ...rest }) =>
        isEnabled ? translateWorkflow(rest, { title: (title) => title, words }) : { ...rest, enabled: false },
      );
    },
  };
}
