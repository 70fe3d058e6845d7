import { useQuery } from '@tanstack/react-query';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { recordKeys } from '../../api/keys.ts';
import { getRecordRights, type RecordRights } from '../../api/recordRights.ts';
import { may } from '../../store/rights.ts';

const asked = ['update', 'delete', 'share'] as const;

/**
 * What one may do with a record, so far as it is known: the model tells it where it is the same for all records of the entity,
 * the server where it is not. While the server is asked, what is only possible counts as not allowed.
 */
export function useRecordRights(entity: BrowserEntity, id: string): RecordRights {
  const isSame = asked.every((right) => may(entity, right) === entity.rightsOnAll.includes(right));
  const { data } = useQuery({
    queryKey: recordKeys.rights(entity.name, id),
    queryFn: ({ signal }) => getRecordRights(entity.name, id, signal),
    enabled: !isSame,
  });
  if (data && !isSame) return data;
  const onAll = (right: (typeof asked)[number]) => entity.rightsOnAll.includes(right);
  return { update: onAll('update'), delete: onAll('delete'), share: onAll('share'), readOnly: [] };
}
