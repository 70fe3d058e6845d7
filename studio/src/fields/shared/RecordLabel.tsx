import { useLabel } from './useLabel.ts';

export function RecordLabel({ entity, id }: { readonly entity: string; readonly id: string }) {
  return <>{useLabel(entity, id) ?? '…'}</>;
}
