import { KeyboardSensor, useSensor, useSensors } from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useDragSensors } from '../ui/useDragSensors.ts';

const keys = { coordinateGetter: sortableKeyboardCoordinates };

/** What begins to move a member of a list: mouse, finger, or the blank on its handle and then arrow keys. */
export function useSortSensors(): ReturnType<typeof useDragSensors> {
  return useSensors(...useDragSensors(), useSensor(KeyboardSensor, keys));
}
