import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type DraftProblem, useStudioDraft } from '../draft/StudioDraft.ts';
import { documentTitle } from './documentTitle.ts';
import styles from './ProblemList.module.css';
import { placeOf } from './placeOf.ts';

interface ProblemListProps {
  readonly problems: readonly DraftProblem[];
  /** A problem's place is being gone to. */
  readonly onJump?: () => void;
}

/** What is wrong with the draft; each leads to its place. */
export function ProblemList({ problems, onJump }: ProblemListProps) {
  const { t } = useTranslation();
  const { documents } = useStudioDraft();
  return (
    <ul className={styles.list}>
      {problems.map((problem) => {
        const { kind, name, pointer, message } = problem;
        const place = placeOf(kind, name, pointer);
        const text = (
          <>
            <span className={styles.place}>
              {documentTitle(t, documents, kind, name)}
              <code>{pointer}</code>
            </span>
            <span>{message}</span>
          </>
        );
        return (
          <li key={`${kind}/${name}${pointer} ${message}`}>
            {place ? (
              <Link {...place} className={styles.problem} onClick={onJump}>
                {text}
              </Link>
            ) : (
              <span className={styles.problem}>{text}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
