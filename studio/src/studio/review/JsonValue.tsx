import { useTranslation } from 'react-i18next';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import styles from './JsonValue.module.css';
import { keywordText } from './keywordText.ts';

/** More would be a document of its own: it is shown on request. */
const mostCharacters = 90;

/** A value of a document as people read it: texts and numbers as they are, lists by their members, the rest as JSON. */
export function JsonValue({ value }: { readonly value: Json | undefined }) {
  const { t } = useTranslation();
  if (value === undefined || value === null || value === '') return <span className={styles.none}>—</span>;
  if (typeof value === 'boolean') return <span>{value ? t('value.yes') : t('value.no')}</span>;
  if (typeof value === 'string' || typeof value === 'number')
    return <span className={styles.text}>{String(value)}</span>;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return <span className={styles.text}>{value.join(', ') || '—'}</span>;
  }
  if (isObject(value) && isPlain(value)) {
    const words = Object.entries(value).map(([name, member]) => `${keywordText(t, name)}: ${String(member)}`);
    return <span className={styles.text}>{words.join(' · ')}</span>;
  }
  const line = JSON.stringify(value);
  if (line.length <= mostCharacters) return <code className={styles.code}>{line}</code>;
  return (
    <details className={styles.long}>
      <summary>
        <code className={styles.code}>{`${line.slice(0, mostCharacters)} …`}</code>
      </summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}

/** Few members, and none that has members of its own: a simple field, a condition of a form. */
function isPlain(value: JsonObject): boolean {
  const members = Object.values(value);
  return members.length > 0 && members.length <= 6 && members.every((member) => typeof member !== 'object');
}
