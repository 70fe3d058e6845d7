import type { ReactNode } from 'react';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { AuditChange, AuditEntry } from '../../api/audit.ts';
import { ValueChanges } from './ValueChanges.tsx';

interface EntryChangesProps {
  readonly entity: BrowserEntity | undefined;
  readonly entry: AuditEntry;
  /** At the end of each line. */
  readonly action?: (change: AuditChange, field: BrowserField | undefined) => ReactNode;
}

const kinds: Readonly<Record<string, 'new' | 'gone'>> = { created: 'new', purged: 'gone' };

/** What an entry says of each field. A created record only became, a purged one only was. */
export function EntryChanges({ entity, entry: { action: kind, changes }, action }: EntryChangesProps) {
  const of = kinds[kind];
  return <ValueChanges entity={entity} changes={changes} {...(of ? { of } : {})} action={action} />;
}
