import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import { freeId } from '../../../store/workflow/stepEdits.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { Button } from '../../../ui/Button.tsx';
import { textAt } from '../../entities/document/members.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { branch } from '../document/newStep.ts';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';

interface BranchesInputProps {
  readonly path: DocumentPath;
  readonly value: Json | undefined;
}

/** What is done at the same time: branches with titles of their own. */
export function BranchesInput({ path, value }: BranchesInputProps) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const branches = Array.isArray(value) ? value : [];
  const ids = new Set(branches.map((each) => (isObject(each) ? (textAt(each, 'id') ?? '') : '')));
  return (
    <InputLine label={t('workflows.flow.branches')} problem={problemAt(path)}>
      {() => (
        <ol className={line.items}>
          {branches.map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the title is what is typed, the line stays
            <li key={at} className={line.item}>
              <input
                className={styles.input}
                aria-label={t('workflows.flow.branchTitle', { number: at + 1 })}
                placeholder={t('flow.branch.parallel', { number: at + 1 })}
                maxLength={200}
                autoComplete="off"
                value={(isObject(each) && textAt(each, 'title')) || ''}
                onChange={({ target }) => set([...path, at, 'title'], target.value || undefined)}
              />
              <Button
                look="quiet"
                disabled={branches.length < 2}
                aria-label={t('workflows.flow.removeBranch', { number: at + 1 })}
                icon={<Trash2 size={14} aria-hidden />}
                onClick={() => set(path, branches.toSpliced(at, 1))}
              />
            </li>
          ))}
          <li>
            <Button
              look="quiet"
              icon={<Plus size={14} aria-hidden />}
              onClick={() =>
                set(path, [...branches, { ...branch(0), id: freeId(`branch${branches.length + 1}`, ids) }])
              }
            >
              {t('workflows.flow.addBranch')}
            </Button>
          </li>
        </ol>
      )}
    </InputLine>
  );
}
