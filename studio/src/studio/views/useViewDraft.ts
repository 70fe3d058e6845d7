import { useCallback, useMemo } from 'react';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { findEntity } from '../../store/model.ts';
import { useDraftDocument, useDraftPreview, useStudioDraft } from '../draft/StudioDraft.ts';
import { emptyLocale } from '../entities/document/localeTexts.ts';
import { objectAt, textAt, withPath } from '../entities/document/members.ts';
import { draftedModel } from '../entities/draftedModel.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';

/** A view while it is designed. */
export interface ViewEditing {
  readonly name: string;
  readonly document: JsonObject;
  /** As the draft makes it; undefined: there is no such entity, or one may not see it. */
  readonly entity: BrowserEntity | undefined;
  readonly model: BrowserModel;
  readonly change: (change: (document: JsonObject) => JsonObject, step?: string) => void;
  /** Its title in the other language. */
  readonly otherTitle: string;
  readonly setOtherTitle: (text: string) => void;
}

export interface ViewDraft {
  readonly editing: ViewEditing | undefined;
  readonly status: ReturnType<typeof useDraftDocument>['status'];
  readonly error: unknown;
}

export function useViewDraft(name: string): ViewDraft {
  const { edit, editMany } = useStudioDraft();
  const live = useModel();
  const { document, status, error } = useDraftDocument('view', name);
  const { document: locale, status: localeStatus } = useDraftDocument('locale', otherLanguage);
  const entityName = textAt(document ?? undefined, 'entity') ?? '';
  const preview = useDraftPreview(useMemo(() => (entityName ? [entityName] : []), [entityName]));
  const model = useMemo(() => draftedModel(live, preview), [live, preview]);
  const change = useCallback<ViewEditing['change']>((how, step) => edit('view', name, how, step), [edit, name]);
  const setOtherTitle = useCallback(
    (text: string) => {
      const path = ['views', name, 'title'];
      const next = withPath(locale ?? emptyLocale(otherLanguage), path, text === '' ? undefined : text);
      editMany([{ kind: 'locale', name: otherLanguage, document: next }], 'other view title');
    },
    [editMany, locale, name],
  );
  const editing = useMemo(
    (): ViewEditing | undefined =>
      document && localeStatus !== 'loading'
        ? {
            ...{ name, document, model, change, setOtherTitle },
            entity: findEntity(model, entityName),
            otherTitle: textAt(objectAt(locale, 'views', name), 'title') ?? '',
          }
        : undefined,
    [name, document, model, entityName, locale, localeStatus, change, setOtherTitle],
  );
  return { editing, status, error };
}
