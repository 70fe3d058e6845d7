import { Link } from '@tanstack/react-router';
import { useEntity } from '../../app/ModelContext.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import styles from './cells.module.css';
import { useLabel } from './useLabel.ts';

interface RecordChipProps {
  readonly entity: string;
  readonly id: string;
  /** Its text where that is known; read from the server otherwise. */
  readonly label?: string | undefined;
}

/** A record as a link to its page. */
export function RecordChip({ entity, id, label }: RecordChipProps) {
  return label === undefined ? <LoadedChip entity={entity} id={id} /> : <Chip entity={entity} id={id} label={label} />;
}

function LoadedChip({ entity, id }: { readonly entity: string; readonly id: string }) {
  return <Chip entity={entity} id={id} label={useLabel(entity, id) ?? '…'} />;
}

function Chip({ entity, id, label }: { readonly entity: string; readonly id: string; readonly label: string }) {
  const icon = useEntity(entity)?.icon;
  return (
    <Link
      className={styles.relation}
      to="/$entity/$id"
      params={{ entity, id }}
      title={label}
      onClick={(event) => event.stopPropagation()}
    >
      <EntityIcon name={icon} size={13} />
      <span>{label}</span>
    </Link>
  );
}
