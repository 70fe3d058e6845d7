import { Markdown } from 'markdown-to-jsx/react';
import styles from './Widget.module.css';

/** Markdown as it reads. HTML in it stays text: it is what somebody else wrote. */
export function MarkdownText({ text }: { readonly text: string }) {
  return (
    <div className={styles.preview}>
      <Markdown options={{ disableParsingRawHTML: true, forceBlock: true }}>{text}</Markdown>
    </div>
  );
}
