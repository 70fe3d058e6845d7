import { Suspense } from 'react';
import type { Json } from '../../../../../core/lib/json.ts';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import styles from '../../entities/inspector/inspector.module.css';

const JsonEditor = lazyPart(async () => (await import('../../entities/source/JsonEditor.tsx')).JsonEditor<Json>);

interface JsonInputProps {
  readonly label: string;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

/** Any JSON, expressions in its texts. Nothing typed: none. */
export function JsonInput({ label, value, onChange }: JsonInputProps) {
  return (
    <Suspense fallback={<textarea className={`${styles.input} ${styles.code}`} rows={3} readOnly />}>
      <JsonEditor
        isSmall
        label={label}
        value={value ?? null}
        parse={parse}
        problems={noProblems}
        onChange={(next) => onChange(next ?? undefined)}
      />
    </Suspense>
  );
}

const noProblems: readonly { readonly pointer: string; readonly message: string }[] = [];

function parse(text: string): Json | undefined {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // It is being typed.
    return undefined;
  }
}
