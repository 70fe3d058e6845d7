/** Colours that keep apart from each other on a light and on a dark ground: two rows from red to violet, one of grays. */
export const swatches = [
  ...['#e5484d', '#f76b15', '#ffb224', '#99b51c', '#30a46c', '#12a594', '#0091ff', '#6e56cf'],
  ...['#b4232a', '#bd4b00', '#a06c00', '#5c7c0f', '#1b6b45', '#0b6e66', '#0b5cad', '#9b2c8a'],
  ...['#111218', '#3b3d47', '#5f626e', '#868995', '#aeb1ba', '#d6d8de', '#ececf1', '#ffffff'],
];
