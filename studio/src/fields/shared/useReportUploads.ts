import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useReportProblem } from '../FieldProblems.tsx';
import type { Upload } from './useUploads.ts';

/** A form is not sent while files are still on their way: they would be missing from it. */
export function useReportUploads(controlId: string, uploads: readonly Upload[]): void {
  const { t } = useTranslation();
  const report = useReportProblem(controlId);
  const isBusy = uploads.some(({ problem }) => problem === undefined);
  useEffect(() => {
    report(isBusy ? t('form.stillUploading') : undefined);
    return () => report(undefined);
  }, [report, isBusy, t]);
}
