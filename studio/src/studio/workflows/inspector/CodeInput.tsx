import { Suspense } from 'react';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import styles from '../../entities/inspector/inspector.module.css';

const CodeEditor = lazyPart(async () => (await import('./CodeEditor.tsx')).CodeEditor);

interface CodeInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}

/** TypeScript. */
export function CodeInput(props: CodeInputProps) {
  return (
    <Suspense
      fallback={<textarea className={`${styles.input} ${styles.code}`} rows={8} readOnly value={props.value} />}
    >
      <CodeEditor {...props} />
    </Suspense>
  );
}
