import { useCallback, useMemo } from 'react';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import type { FormTab } from '../../../../core/model/types.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { findEntity } from '../../store/model.ts';
import { useDraftDocument, useDraftPreview, useStudioDraft } from '../draft/StudioDraft.ts';
import { emptyLocale } from '../entities/document/localeTexts.ts';
import { textAt } from '../entities/document/members.ts';
import { draftedModel } from '../entities/draftedModel.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import { layoutOf, withLayout } from './document/formLayout.ts';
import { followForm, formText, withFormText } from './document/localeTexts.ts';

/** A form while it is designed: its document, its texts in the other language, and what changes them in one step. */
export interface FormEditing {
  readonly name: string;
  readonly document: JsonObject;
  readonly tabs: readonly FormTab[];
  /** As the draft makes it; undefined: there is no such entity, or one may not see it. */
  readonly entity: BrowserEntity | undefined;
  readonly model: BrowserModel;
  /** `step`: what is being typed is taken back together. */
  readonly setTabs: (tabs: readonly FormTab[], step?: string) => void;
  readonly change: (change: (document: JsonObject) => JsonObject, step?: string) => void;
  /** The text in the other language that stands for an English one; '' where there is none. */
  readonly otherText: (english: string | undefined) => string;
  readonly setOtherText: (english: string, text: string, step: string) => void;
  /** Another English text: what it was translated to goes along. */
  readonly setEnglish: (next: JsonObject, from: string | undefined, to: string | undefined, step: string) => void;
}

export interface FormDraft {
  readonly editing: FormEditing | undefined;
  readonly status: ReturnType<typeof useDraftDocument>['status'];
  readonly error: unknown;
}

export function useFormDraft(name: string): FormDraft {
  const { edit, editMany } = useStudioDraft();
  const live = useModel();
  const { document, status, error } = useDraftDocument('form', name);
  const { document: locale, status: localeStatus } = useDraftDocument('locale', otherLanguage);
  const entityName = textAt(document ?? undefined, 'entity') ?? '';
  const preview = useDraftPreview(useMemo(() => (entityName ? [entityName] : []), [entityName]));
  const model = useMemo(() => draftedModel(live, preview), [live, preview]);
  const tabs = useMemo(() => (document ? layoutOf(document) : []), [document]);

  const change = useCallback<FormEditing['change']>((how, step) => edit('form', name, how, step), [edit, name]);
  /** The form and its texts in the other language, in one step. */
  const commit = useCallback(
    (
      next: JsonObject,
      step: string | undefined,
      renamed?: { readonly from: string | undefined; readonly to: string },
    ) => {
      const texts = locale ? followForm(locale, name, next, renamed) : locale;
      const withTexts = texts && texts !== locale ? [{ kind: 'locale', name: otherLanguage, document: texts }] : [];
      editMany([{ kind: 'form', name, document: next }, ...withTexts], step);
    },
    [editMany, locale, name],
  );
  const setTabs = useCallback<FormEditing['setTabs']>(
    (next, step) => document && commit(withLayout(document, next), step),
    [commit, document],
  );
  const setOtherText = useCallback<FormEditing['setOtherText']>(
    (english, text, step) => {
      const next = withFormText(locale ?? emptyLocale(otherLanguage), name, english, text);
      editMany([{ kind: 'locale', name: otherLanguage, document: next }], step);
    },
    [editMany, locale, name],
  );
  const setEnglish = useCallback<FormEditing['setEnglish']>(
    (next, from, to, step) => commit(next, step, { from, to: to ?? '' }),
    [commit],
  );
  const editing = useMemo(
    (): FormEditing | undefined =>
      document && localeStatus !== 'loading'
        ? {
            ...{ name, document, tabs, model, setTabs, change, setOtherText, setEnglish },
            entity: findEntity(model, entityName),
            otherText: (english) => (english === undefined ? '' : formText(locale, name, english)),
          }
        : undefined,
    [name, document, tabs, model, entityName, locale, localeStatus, setTabs, change, setOtherText, setEnglish],
  );
  return { editing, status, error };
}
