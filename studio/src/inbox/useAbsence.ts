import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Absence, getAbsence, setAbsence } from '../api/approvals.ts';
import { approvalKeys } from '../api/keys.ts';

/** When one is away and who decides meanwhile; null: one is not. */
export function useAbsence() {
  return useQuery({ queryKey: approvalKeys.absence, queryFn: ({ signal }) => getAbsence(signal) });
}

export function useSetAbsence() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (absence: Absence | null) => setAbsence(absence),
    onSuccess: (_, absence) => cache.setQueryData(approvalKeys.absence, absence),
    onSettled: () => cache.invalidateQueries({ queryKey: approvalKeys.all }),
  });
}
