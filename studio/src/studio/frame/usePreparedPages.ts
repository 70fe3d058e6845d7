import { useEffect } from 'react';
import { ChangeSetPage, HistoryPage, JobsPage, ParkingPage, ReviewPage } from '../pages.ts';

/** Fetches the Studio's other pages while nothing is going on, so that they open at once. */
export function usePreparedPages(): void {
  useEffect(() => {
    const prepare = () => {
      for (const page of [ReviewPage, HistoryPage, ChangeSetPage, ParkingPage, JobsPage]) void page.preload();
    };
    const timer = setTimeout(prepare, 1000);
    return () => clearTimeout(timer);
  }, []);
}
