// What names of nobody in particular are made of.

export const FIRST = 'Ada Alan Barbara Edsger Grace John Katherine Ken Margaret Niklaus Radia Tim Tony Vint'.split(' ')
export const LAST =
  'Berners Cerf Dijkstra Hamilton Hoare Hopper Johnson Kay Knuth Liskov Perlman Thompson Turing Wirth'.split(' ')
export const CITIES = 'Bergen Delft Ghent Graz Lisbon Lyon Nantes Oulu Porto Riga Turin Utrecht'.split(' ')
