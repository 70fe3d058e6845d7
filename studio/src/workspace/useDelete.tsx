import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { recordKeys } from '../api/keys.ts';
import { deleteRecord, restoreRecord } from '../api/records.ts';
import { inBatches } from '../lib/inBatches.ts';

/** Seconds in which a delete can be taken back with one click; later it is in the recycle bin. */
const undoSeconds = 8;

/** Deletes records of an entity and offers to take it back. Gives the ids that are gone. */
export function useDelete(entity: BrowserEntity): (ids: readonly string[]) => Promise<readonly string[]> {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: recordKeys.lists(entity.name) });

  async function restore(ids: readonly string[], key: string) {
    message.destroy(key);
    const { failed } = await inBatches(ids, (id) => restoreRecord(entity.name, id));
    if (failed.length > 0) message.error(t('record.restoreFailed', { count: failed.length }));
    await refresh();
  }

  return async (ids) => {
    const { done, failed } = await inBatches(ids, (id) => deleteRecord(entity.name, id));
    await refresh();
    const [reason] = failed;
    if (reason) message.error(reason.error instanceof Error ? reason.error.message : String(reason.error));
    if (done.length > 0) {
      const key = `deleted-${done.join()}`;
      message.success({
        key,
        duration: undoSeconds,
        content: (
          <>
            {t('record.deleted', { count: done.length })}
            <Button type="link" size="small" onClick={() => restore(done, key)}>
              {t('action.undo')}
            </Button>
          </>
        ),
      });
    }
    return done;
  };
}
