import type { PlanDraft } from '../../document/plan.ts'

export const NOTES: PlanDraft['notes'] = {
  bottlenecks: `## Where time is lost today

1. **The page** waits for a bundle of 480 KB before it shows anything.
2. **The list** asks the database once per row.
3. **The search** computes the same answers again and again.

Each is a guess until a run shows it: bind it to a finding when one does.`,
  'front-end': `## Front end

Bundle: 480 KB today, 300 KB planned.

- [ ] Split the code by page
- [ ] Leave out what nobody calls
- [ ] Load images and rare parts when they are needed
- [ ] Remove dependencies that one function is used of

**Rendering**: show the frame first; draw long lists row by row; do not move what is already there.

**Caching**: files with a hash in their name for a year, the page itself not at all.`,
  'back-end': `## Back end

**Database**

- [ ] One query for the list in place of one per row
- [ ] An index for each filter of the search
- [ ] A pool as large as the database has cores for
- [ ] Reading from a replica

**API**

- [ ] Compressed answers
- [ ] Pages of 20 rows
- [ ] Only the fields that are shown
- [ ] One request for several items

**Caching**

| layer | lives for | ends when |
| --- | --- | --- |
| CDN | a year | the name of the file changes |
| shared cache | 5 minutes | an item is saved |
| in the application | 30 seconds | by itself |`,
  infrastructure: `## Infrastructure

- **Scaling**: two instances, four from 70 % CPU on.
- **CDN**: files only, close to the people who use them.
- **Balancing**: the instance with the fewest open requests; a slow one is taken out.`,
  phases: `## Phases

| phase | optimization | gain | effort | owner |
| --- | --- | --- | --- | --- |
| 1 quick wins | compressed answers | a fifth less time on slow lines | low | back end |
| 1 quick wins | indexes for the search | half the time of a search | low | database |
| 2 medium term | one query for the list | a third less load of the database | medium | back end |
| 2 medium term | split bundle | a second less until the page shows | medium | front end |
| 3 long term | replica for reading | room for twice the users | high | operations |
| 3 long term | rendering on the server | usable a second earlier | high | front end |`,
  conclusion: 'What was gained, phase by phase, and what is next.',
}
