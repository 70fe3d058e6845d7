/** Where definitions lie when nobody says where. */
export const definitionFolder = 'definitions';
