import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { recordKeys } from '../../api/keys.ts';
import { listRecords } from '../../api/records.ts';
import { useDebounced } from '../../fields/shared/useDebounced.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import styles from './MatchCount.module.css';

/** How many records the condition picks when oneself is the one who asks: a wrong turn shows as none or all. */
export function MatchCount({ entity, source }: { readonly entity: BrowserEntity; readonly source: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const where = useDebounced(source, 400);
  const count = (condition?: string) => ({
    select: 'id',
    limit: 1,
    count: true,
    ...(condition === undefined ? {} : { where: condition }),
  });
  const { data: some } = useQuery({
    queryKey: recordKeys.count(entity.name, count(where)),
    queryFn: ({ signal }) => listRecords(entity.name, count(where), signal),
    retry: false,
  });
  const { data: all } = useQuery({
    queryKey: recordKeys.count(entity.name, count()),
    queryFn: ({ signal }) => listRecords(entity.name, count(), signal),
    retry: false,
  });
  if (some?.count === undefined || all?.count === undefined) return <p className={styles.matches}>&nbsp;</p>;
  return (
    <p className={styles.matches} role="status">
      {t('role.matches', { some: format.number(some.count), all: format.number(all.count) })}
    </p>
  );
}
