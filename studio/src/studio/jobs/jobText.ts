import type { TFunction } from 'i18next';
import type { Job } from '../../../../core/online/Job.ts';

const ops = [
  'changeSet',
  'addIndex',
  'setNotNull',
  'addForeignKey',
  'addCheck',
  'addColumn',
  'changeType',
  'addGenerated',
  'renameOption',
  'removeOption',
  'restoreOption',
  'renameReferences',
] as const;

/** What a job does, for people. */
export function jobText(t: TFunction, { op, entity, field }: Job, title: (name: string) => string): string {
  const place = [title(entity), field].filter(Boolean).join(' · ');
  const known = ops.find((each) => each === op);
  const what = known ? t(`studio.job.${known}`) : op;
  return place ? t('studio.jobOf', { what, place }) : what;
}
