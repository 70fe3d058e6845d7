import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import dialog from '../../../ui/DialogContent.module.css';
import { useToasts } from '../../../ui/toasts/ToastsContext.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { definitionKey } from '../../draft/definitionKey.ts';
import { useDraftDocument, useStudioDraft } from '../../draft/StudioDraft.ts';
import { addField, fieldNames, freeName } from '../document/changeFields.ts';
import type { EntityField } from '../document/entityFields.ts';
import { emptyLocale } from '../document/localeTexts.ts';
import { objectAt, withMember, withPath } from '../document/members.ts';
import { otherLanguage, useEntityEditing } from '../EntityEditing.ts';

interface CopyFieldDialogProps {
  readonly field: EntityField;
  readonly onClose: () => void;
}

/** Puts a copy of a field at the end of another entity, with its texts. */
export function CopyFieldDialog({ field, onClose }: CopyFieldDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const draft = useStudioDraft();
  const toasts = useToasts();
  const editing = useEntityEditing();
  const { model, around } = editing;
  const others = around.targets.filter((name) => name !== editing.name);
  const [target, setTarget] = useState(others[0] ?? '');
  const { document } = useDraftDocument('entity', target);
  const title = model.entities.find(({ name }) => name === target)?.title ?? target;

  function copy() {
    if (!document) return;
    const name = freeName(fieldNames(document), field.name);
    const schema = withMember(field.schema, 'x-id', undefined);
    const texts = objectAt(editing.locale, 'entities', editing.name, 'fields', field.name);
    const locale = draft.documents.get(definitionKey('locale', otherLanguage))?.current ?? emptyLocale(otherLanguage);
    const edits = [{ kind: 'entity', name: target, document: addField(document, name, schema) }];
    const withTexts = withPath(locale, ['entities', target, 'fields', name], texts);
    draft.editMany(
      Object.keys(texts).length > 0 ? [...edits, { kind: 'locale', name: otherLanguage, document: withTexts }] : edits,
    );
    toasts.success(t('designer.copied', { field: field.title, entity: title }));
    onClose();
  }
  return (
    <Dialog look="sheet" label={t('designer.copyTo')} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          copy();
        }}
      >
        <h2 className={dialog.title}>{t('designer.copyField', { field: field.title })}</h2>
        <div className={dialog.field}>
          <label htmlFor={id}>{t('designer.target')}</label>
          <Choice id={id} value={target} onChange={(event) => setTarget(event.target.value)}>
            {others.map((name) => (
              <option key={name} value={name}>
                {model.entities.find((entity) => entity.name === name)?.title ?? name}
              </option>
            ))}
          </Choice>
        </div>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={!document}>
            {t('designer.copy')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
