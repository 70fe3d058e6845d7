import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { recordKeys } from '../../api/keys.ts';
import { type ListQuery, listRecords, type RecordValues } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { celText } from '../../lib/celText.ts';
import type { FindPinyin } from '../../lib/matchText.ts';
import { plainText } from '../../lib/values.ts';
import { findByText } from '../../store/findByText.ts';
import { hintField } from './hintField.ts';
import { recentRecords } from './recentRecords.ts';

export interface RecordOption {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
}

interface RecordOptions {
  /** Picked before in this browser; only while nothing is searched for. */
  readonly recent: readonly RecordOption[];
  /** What was found, or else the newest. */
  readonly found: readonly RecordOption[];
  readonly isFetching: boolean;
}

const shown = 20;
/** The server does not search by pinyin: so many of the newest records are looked through here. */
const lookedThrough = 500;

/** What a picker offers: recently used and newest records first, what the server finds while one types. */
export function useRecordOptions(
  entity: BrowserEntity | undefined,
  search: string,
  isOpen: boolean,
  pinyin?: FindPinyin,
): RecordOptions {
  const model = useModel();
  const cache = useQueryClient();
  const hint = entity && hintField(model, entity);
  const ids = isOpen && entity && search === '' ? recentRecords(entity.name) : [];
  async function read(query: ListQuery, signal: AbortSignal): Promise<readonly RecordOption[]> {
    if (!entity) return [];
    const select = [...new Set(['id', entity.display, ...(hint ? [hint.name] : [])])].join(',');
    const { data: records } = await listRecords(entity.name, { select, limit: shown, ...query }, signal);
    for (const record of records) {
      cache.setQueryData(recordKeys.label(entity.name, String(record.id)), record[entity.display] ?? null);
    }
    return records.map((record) => toOption(entity, hint, record));
  }
  const { data, isFetching } = useQuery({
    queryKey: [...recordKeys.options(entity?.name ?? '', search), ...ids],
    queryFn: async ({ signal }) => {
      if (!entity) return { recent: [], found: [] };
      if (search !== '') return { recent: [], found: await read(findByText(entity, search), signal) };
      const [recent, newest] = await Promise.all([
        ids.length > 0 ? read({ where: `id in [${ids.map(celText).join(', ')}]` }, signal) : [],
        read({ sort: '-createdAt' }, signal),
      ]);
      const inOrder = recent.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
      return { recent: inOrder, found: newest.filter(({ id }) => !ids.includes(id)) };
    },
    enabled: isOpen && entity !== undefined,
    placeholderData: (previous) => previous,
  });
  const { data: newest } = useQuery({
    queryKey: [...recordKeys.lists(entity?.name ?? ''), 'options'],
    queryFn: ({ signal }) => read({ sort: '-createdAt', limit: lookedThrough }, signal),
    enabled: isOpen && entity !== undefined && pinyin !== undefined && search !== '',
  });
  const found = data?.found ?? [];
  const spoken = search === '' ? [] : (newest ?? []).filter(({ label }) => pinyin?.(search, label) !== undefined);
  const further = spoken.filter(({ id }) => !found.some((known) => known.id === id)).slice(0, shown);
  return { recent: data?.recent ?? [], found: [...found, ...further], isFetching };
}

function toOption(entity: BrowserEntity, hint: BrowserField | undefined, record: RecordValues): RecordOption {
  const id = String(record.id);
  const value = (hint && record[hint.name]) ?? null;
  const option = hint?.options?.find((one) => one.value === value);
  return { id, label: plainText(record[entity.display]) || id, hint: option?.title ?? plainText(value) };
}
