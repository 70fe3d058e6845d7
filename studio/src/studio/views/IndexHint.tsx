import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { findField } from '../../store/model.ts';
import { parseSort } from '../../store/sortKeys.ts';
import { Button } from '../../ui/Button.tsx';
import { useDraftDocument, useStudioDraft } from '../draft/StudioDraft.ts';
import styles from '../entities/inspector/inspector.module.css';

interface IndexHintProps {
  readonly entity: BrowserEntity;
  /** Field of the columns. */
  readonly group: string;
  /** The order inside a column. */
  readonly sort: string | undefined;
}

/** Each column of a board is read in its order: with many records that takes an index, which is the entity's. */
export function IndexHint({ entity, group, sort }: IndexHintProps) {
  const { t } = useTranslation();
  const { edit } = useStudioDraft();
  const { document } = useDraftDocument('entity', entity.name);
  const [first] = parseSort(sort);
  const path = first?.path ?? 'createdAt';
  const [column, order] = [findField(entity, group), findField(entity, path)];
  if (!document || !column || !order || column === order) return null;
  const isIndexable = [column, order].every(({ computed, system, formula }) => system || (!computed && !formula));
  const indexes = Array.isArray(document['x-index']) ? document['x-index'] : [];
  const wanted = [group, path];
  if (!isIndexable || indexes.some((index) => startsWith(index, wanted))) return null;
  return (
    <div className={styles.note}>
      <p>{t('viewDesigner.indexHint', { column: column.title, order: order.title })}</p>
      <Button
        look="quiet"
        onClick={() => edit('entity', entity.name, (before) => ({ ...before, 'x-index': [...indexes, wanted] }))}
      >
        {t('viewDesigner.addIndex')}
      </Button>
    </div>
  );
}

function startsWith(index: Json, wanted: readonly string[]): boolean {
  return Array.isArray(index) && wanted.every((name, at) => index[at] === name);
}
