import {
  Bold,
  Code,
  Heading2,
  Italic,
  Link,
  List,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Quote,
  Strikethrough,
} from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarkdownAction } from './editMarkdown.ts';
import styles from './Widget.module.css';

interface ToolbarProps {
  /** DOM id of the text area. */
  readonly controls: string;
  readonly onAction: (action: MarkdownAction) => void;
}

/** One stop for Tab; arrow keys go along its buttons. */
export function Toolbar({ controls, onAction }: ToolbarProps) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState(0);
  const tools: readonly [MarkdownAction, LucideIcon, string][] = [
    ['heading', Heading2, t('markdown.heading')],
    ['bold', Bold, `${t('markdown.bold')} (Ctrl B)`],
    ['italic', Italic, `${t('markdown.italic')} (Ctrl I)`],
    ['strike', Strikethrough, t('markdown.strike')],
    ['link', Link, `${t('markdown.link')} (Ctrl K)`],
    ['bullets', List, t('markdown.bullets')],
    ['numbers', ListOrdered, t('markdown.numbers')],
    ['tasks', ListChecks, t('markdown.tasks')],
    ['quote', Quote, t('markdown.quote')],
    ['code', Code, t('markdown.code')],
  ];

  function move(event: KeyboardEvent<HTMLDivElement>) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = (current + step + tools.length) % tools.length;
    setCurrent(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  }

  return (
    <div
      role="toolbar"
      className={styles.tools}
      aria-label={t('markdown.toolbar')}
      aria-controls={controls}
      onKeyDown={move}
    >
      {tools.map(([action, Icon, title], index) => (
        <button
          key={action}
          type="button"
          className={styles.tool}
          tabIndex={index === current ? 0 : -1}
          aria-label={title}
          title={title}
          // The selection in the text stays.
          onMouseDown={(event) => event.preventDefault()}
          onFocus={() => setCurrent(index)}
          onClick={() => onAction(action)}
        >
          <Icon size={15} aria-hidden />
        </button>
      ))}
    </div>
  );
}
