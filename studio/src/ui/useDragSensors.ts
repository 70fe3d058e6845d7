import { MouseSensor, TouchSensor, useSensor, useSensors } from '@dnd-kit/core';

// The same objects at each render: other ones would render everything that can be dragged anew.
const mouse = { activationConstraint: { distance: 5 } };
/** A finger that rests drags; one that moves at once scrolls. */
const touch = { activationConstraint: { delay: 200, tolerance: 8 } };

/** What begins a drag: a mouse that is moved, a finger that rests. */
export function useDragSensors(): ReturnType<typeof useSensors> {
  return useSensors(useSensor(MouseSensor, mouse), useSensor(TouchSensor, touch));
}
