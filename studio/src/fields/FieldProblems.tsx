import { createContext, useCallback, useContext } from 'react';

/** Takes what a control cannot turn into a value; undefined when it can again. */
type ReportProblem = (controlId: string, message: string | undefined) => void;

const Problems = createContext<ReportProblem>(() => {});

export const FieldProblems = Problems.Provider;

export function useReportProblem(controlId: string): (message: string | undefined) => void {
  const report = useContext(Problems);
  return useCallback((message) => report(controlId, message), [report, controlId]);
}
