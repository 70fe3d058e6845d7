import { UserRound } from 'lucide-react';
import { userEntity } from '../../../../core/model/actorFields.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import styles from '../shared/cells.module.css';
import { RecordLabel } from '../shared/RecordLabel.tsx';
import { readReference } from '../shared/readReference.ts';
import type { CellProps } from '../types.ts';

/** Somebody who works here, by name. */
export function Cell({ value }: CellProps) {
  const reference = readReference(value, useEntity(userEntity)?.display);
  if (!reference) return null;
  const { id, label } = reference;
  return (
    <span className={styles.inline}>
      <span className={styles.avatar}>
        <UserRound size={12} aria-hidden />
      </span>
      <span className={styles.text}>{label ?? <RecordLabel entity={userEntity} id={id} />}</span>
    </span>
  );
}
