import { type Bucket, bucketStart } from './buckets.ts';

/** A piece of time as people call it: `May 2026`, `Q2 2026`, `2026年第20周`. */
export function bucketTitle(language: string, bucket: Bucket, name: string): string {
  const start = bucketStart(bucket, name);
  if (!start) return name;
  const [year = '', part = ''] = name.split('-');
  const number = Number(part.replace(/^[QW]/, ''));
  const isChinese = language.startsWith('zh');
  switch (bucket) {
    case 'year':
      return isChinese ? `${year}年` : year;
    case 'quarter':
      return isChinese ? `${year}年第${number}季度` : `Q${number} ${year}`;
    case 'week':
      return isChinese ? `${year}年第${number}周` : `Week ${number}, ${year}`;
    case 'month':
      return new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short' }).format(start);
    case 'day':
      return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(start);
  }
}
