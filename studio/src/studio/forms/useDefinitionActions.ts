import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { definitionKey } from '../draft/definitionKey.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { objectAt, withMember, withPath } from '../entities/document/members.ts';
import { otherLanguage } from '../entities/EntityEditing.ts';
import { freeName } from './document/freeName.ts';
import { followForm } from './document/localeTexts.ts';

type Kind = 'form' | 'view';

interface DefinitionActions {
  /** Adds a definition to the draft; gives its name. */
  readonly create: (document: JsonObject) => string;
  /** Adds a copy, which is not the default; gives its name. */
  readonly duplicate: (name: string, document: JsonObject) => string;
  /** The one that opens first; the one that was so before no longer is. One step of the draft. */
  readonly makeDefault: (name: string) => Promise<void>;
}

/** What is done with the forms, or the views, of an entity as a whole. */
export function useDefinitionActions(kind: Kind, entity: BrowserEntity): DefinitionActions {
  const { t } = useTranslation();
  const model = useModel();
  const draft = useStudioDraft();
  const latest = useRef(draft);
  latest.current = draft;
  const all = kind === 'form' ? model.forms : model.views;

  const nameFor = useCallback(
    (wanted: string) => {
      const known = [...latest.current.documents.values()].flatMap((each) => (each.kind === kind ? [each.name] : []));
      return freeName(wanted, new Set([...all.map(({ name }) => name), ...known]));
    },
    [all, kind],
  );
  const create = useCallback(
    (document: JsonObject) => {
      const name = nameFor(String(document.$id ?? entity.name));
      latest.current.create(kind, name, { ...document, $id: name });
      return name;
    },
    [nameFor, kind, entity],
  );
  const duplicate = useCallback(
    (name: string, document: JsonObject) => {
      const { default: _default, 'x-id': _id, ...rest } = document;
      const copy = nameFor(name);
      const next = { ...rest, $id: copy, title: t('formDesigner.copyOf', { title: String(document.title ?? name) }) };
      const { documents, editMany } = latest.current;
      const locale = documents.get(definitionKey('locale', otherLanguage))?.current;
      const texts = objectAt(locale, 'forms', name);
      const isTranslated = locale && kind === 'form' && Object.keys(texts).length > 0;
      // What its texts were translated to goes along.
      const translated = isTranslated && followForm(withPath(locale, ['forms', copy], texts), copy, next);
      editMany([
        { kind, name: copy, document: next },
        ...(translated ? [{ kind: 'locale', name: otherLanguage, document: translated }] : []),
      ]);
      return copy;
    },
    [nameFor, t, kind],
  );
  const makeDefault = useCallback(
    async (name: string) => {
      const others = all.filter((each) => each.entity === entity.name && !each.generated && each.name !== name);
      await Promise.all([name, ...others.map((other) => other.name)].map((each) => latest.current.open(kind, each)));
      const { documents, editMany } = latest.current;
      editMany(
        [...documents.values()].flatMap((known) => {
          const document = known.current;
          if (known.kind !== kind || !document || document.entity !== entity.name) return [];
          const isIt = known === documents.get(definitionKey(kind, name));
          if (!isIt && document.default !== true) return [];
          return [{ kind, name: known.name, document: withMember(document, 'default', isIt ? true : undefined) }];
        }),
      );
    },
    [all, kind, entity],
  );
  return { create, duplicate, makeDefault };
}
