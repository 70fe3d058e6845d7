import { useCallback, useMemo } from 'react';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { businessEntities } from '../../store/model.ts';
import { definitionKey } from '../draft/definitionKey.ts';
import { useDraftDocument, useDraftPreview, useStudioDraft } from '../draft/StudioDraft.ts';
import { fieldNames } from './document/changeFields.ts';
import { entityFields } from './document/entityFields.ts';
import type { Surroundings } from './document/fieldKinds.ts';
import { followInForm } from './document/followInForm.ts';
import { emptyLocale, type TextPath, withLocaleText } from './document/localeTexts.ts';
import { textAt } from './document/members.ts';
import { draftedModel } from './draftedModel.ts';
import { type EntityEditing, otherLanguage } from './EntityEditing.ts';
import { useRomanize } from './useRomanize.ts';

/** The form that opens for most; undefined where none was made, and all fields are shown. */
function openingFormOf(model: BrowserModel, entity: string): string | undefined {
  return model.forms.find((form) => form.entity === entity && form.default && !form.generated)?.name;
}

/** The entity of that name as the draft has it; undefined while it is read, or where there is none. */
export function useEntityDraft(name: string): EntityEditing | undefined {
  const draft = useStudioDraft();
  const live = useModel();
  const { document, saved } = useDraftDocument('entity', name);
  const locale = useDraftDocument('locale', otherLanguage);
  const form = useDraftDocument('form', openingFormOf(live, name)).document;
  const preview = useDraftPreview(useMemo(() => [name], [name]));
  const romanize = useRomanize();
  const { edit, editMany } = draft;
  const was = draft.documents.get(definitionKey('entity', name))?.was;
  const texts = locale.document ?? null;
  const isLocaleKnown = locale.status !== 'loading';

  const change = useCallback(
    (how: (before: JsonObject) => JsonObject, step?: string) => edit('entity', name, how, step),
    [edit, name],
  );
  const changeBoth = useCallback(
    (nextDocument: JsonObject, nextLocale: JsonObject, step?: string) => {
      const both = [{ kind: 'entity', name, document: nextDocument }];
      const isNothing = Object.keys(nextLocale).every((key) => key === '$schema' || key === '$id');
      const withLocale = texts || !isNothing ? [{ kind: 'locale', name: otherLanguage, document: nextLocale }] : [];
      const names = document ? fieldNames(document) : [];
      const savedNames = new Set(saved ? fieldNames(saved) : []);
      const nextForm = form && followInForm(form, names, fieldNames(nextDocument), savedNames);
      const formName = openingFormOf(live, name);
      const withForm =
        nextForm && nextForm !== form && formName ? [{ kind: 'form', name: formName, document: nextForm }] : [];
      editMany([...both, ...withLocale, ...withForm], step);
    },
    [editMany, name, texts, document, saved, form, live],
  );
  const setText = useCallback(
    (path: TextPath, text: string, step?: string) => {
      const next = withLocaleText(texts ?? emptyLocale(otherLanguage), name, path, text);
      editMany([{ kind: 'locale', name: otherLanguage, document: next }], step);
    },
    [editMany, name, texts],
  );

  const model = useMemo(() => draftedModel(live, preview, was), [live, preview, was]);
  const fields = useMemo(() => (document ? entityFields(document) : []), [document]);
  const savedIds = useMemo(() => new Set(saved ? entityFields(saved).map(({ id }) => id) : []), [saved]);
  const display = document ? displayOf(document, fields) : undefined;
  const around = useMemo(() => surroundings(model, name, display), [model, name, display]);
  return useMemo(
    () =>
      document && isLocaleKnown
        ? {
            ...{ name, document, saved: saved ?? null, locale: texts, fields, savedIds, around, model, romanize },
            ...{ change, changeBoth, setText },
          }
        : undefined,
    [
      name,
      document,
      isLocaleKnown,
      saved,
      texts,
      fields,
      savedIds,
      around,
      model,
      romanize,
      change,
      changeBoth,
      setText,
    ],
  );
}

function displayOf(
  document: JsonObject,
  fields: readonly { readonly name: string; readonly type: string | undefined }[],
) {
  const named = textAt(document, 'x-display');
  const texts = fields.filter(({ type }) => type === 'text');
  return (texts.find((field) => field.name === named) ?? texts[0])?.name;
}

function surroundings(model: BrowserModel, name: string, display: string | undefined): Surroundings {
  const business = businessEntities(model).map((entity) => entity.name);
  const others = model.entities.map((entity) => entity.name).filter((each) => !business.includes(each));
  const targets = [...business, ...others].filter((each) => each !== name);
  const incoming = model.entities.flatMap((entity) =>
    entity.fields.flatMap(({ name: field, relation }) =>
      relation?.kind === 'one' && relation.targets.includes(name) && entity.name !== name
        ? [{ entity: entity.name, field }]
        : [],
    ),
  );
  return { entity: name, targets: [...targets, name], incoming, display };
}
