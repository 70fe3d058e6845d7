import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pluginKeys } from '../../api/keys.ts';
import { type LogLevel, type LogLine, listLogs } from '../../api/plugins.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { Choice } from '../../workspace/list/Choice.tsx';
import styles from './PluginActivity.module.css';
import page from './PluginPage.module.css';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const colors = { debug: 'gray', info: 'blue', warn: 'gold', error: 'red' } as const;

/** What a plugin writes down, the latest first; new lines come by themselves. */
export function PluginLog({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [level, setLevel] = useState<LogLevel>('debug');
  const [text, setText] = useState('');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: pluginKeys.logs(id, level),
    queryFn: ({ pageParam, signal }) => listLogs(id, level, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const wanted = text.trim().toLowerCase();
  const lines = (data?.pages.flatMap((each) => each.data) ?? []).filter((line) => matches(line, wanted));
  return (
    <section aria-label={t('plugins.log')}>
      <div className={styles.head}>
        <h2 className={page.heading}>{t('plugins.log')}</h2>
        <div className={styles.tools}>
          <SearchInput placeholder={t('plugins.filterLog')} value={text} onChange={setText} />
          <Choice
            className={styles.choice}
            aria-label={t('plugins.level')}
            value={level}
            onChange={(event) => setLevel(levels.find((each) => each === event.target.value) ?? 'debug')}
          >
            {levels.map((each) => (
              <option key={each} value={each}>
                {t(`plugins.levelFrom.${each}`)}
              </option>
            ))}
          </Choice>
        </div>
      </div>
      {error && !data ? <ErrorNotice error={error} onRetry={() => refetch()} /> : null}
      {data || error ? null : <Bone height="120px" />}
      {data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
        <div className={styles.lines} tabIndex={0} role="log" aria-label={t('plugins.log')}>
          {lines.length === 0 ? <p className={styles.none}>{t('plugins.noLines')}</p> : null}
          {lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
          {hasNextPage ? (
            <div className={styles.more}>
              <Button disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
                {t('plugins.earlier')}
              </Button>
            </div>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function Line({ line: { at, level, entry, message, data } }: { readonly line: LogLine }) {
  const format = useFormat();
  return (
    <div className={styles.line}>
      <time className={styles.time} dateTime={at} title={format.dateTime(at)}>
        {clock(at)}
      </time>
      <span>
        <OptionChip title={level} color={colors[level]} />
      </span>
      <span className={styles.words}>
        {entry ? <span className={styles.entry}>{entry} </span> : null}
        {message}
        {data === undefined || data === null ? null : ` ${JSON.stringify(data)}`}
      </span>
    </div>
  );
}

function matches({ entry, message, data }: LogLine, wanted: string): boolean {
  return wanted === '' || `${entry} ${message} ${JSON.stringify(data ?? '')}`.toLowerCase().includes(wanted);
}

/** `11-22 09:30:15.123`, here. */
function clock(iso: string): string {
  const at = new Date(iso);
  const two = (part: number, digits = 2) => String(part).padStart(digits, '0');
  const day = `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${two(at.getMilliseconds(), 3)}`;
}
