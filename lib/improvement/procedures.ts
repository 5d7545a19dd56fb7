// Findings and recommendations in the HTTP API.

import { procedure } from '#lib/access/procedure.ts'
import { pageOf } from '#lib/core/page.ts'
import { createFinding, updateFinding } from './commands/finding.ts'
import { createRecommendation, updateRecommendation } from './commands/recommendation.ts'
import { listCycleFindings, listProjectFindings } from './queries/findings.ts'
import { listCycleRecommendations, listProjectRecommendations } from './queries/recommendations.ts'
import * as shape from './schema.ts'

const tags = ['Findings']

export const cycleImprovementProcedures = {
  findings: procedure
    .route({ method: 'GET', path: '/cycles/{id}/findings', summary: 'Findings of a cycle, newest first', tags })
    .input(shape.listFindingsSchema)
    .output(pageOf(shape.findingSchema))
    .handler(({ context, input }) => listCycleFindings(context, input)),
  addFinding: procedure
    .route({
      method: 'POST',
      path: '/cycles/{id}/findings',
      summary: 'Write a finding down, or confirm or dismiss what the numbers suggest',
      tags,
      successStatus: 201,
    })
    .input(shape.createFindingSchema)
    .output(shape.findingSchema)
    .handler(({ context, input }) => createFinding(context, input)),
  recommendations: procedure
    .route({ method: 'GET', path: '/cycles/{id}/recommendations', summary: 'Recommendations of a cycle', tags })
    .input(shape.listRecommendationsSchema)
    .output(pageOf(shape.recommendationSchema))
    .handler(({ context, input }) => listCycleRecommendations(context, input)),
  addRecommendation: procedure
    .route({
      method: 'POST',
      path: '/cycles/{id}/recommendations',
      summary: 'Recommend something',
      tags,
      successStatus: 201,
    })
    .input(shape.createRecommendationSchema)
    .output(shape.recommendationSchema)
    .handler(({ context, input }) => createRecommendation(context, input)),
}

export const findingProcedures = {
  list: procedure
    .route({ method: 'GET', path: '/projects/{id}/findings', summary: 'Findings of a project, newest first', tags })
    .input(shape.listFindingsSchema)
    .output(pageOf(shape.findingSchema))
    .handler(({ context, input }) => listProjectFindings(context, input)),
  update: procedure
    .route({ method: 'PATCH', path: '/findings/{id}', summary: 'Change a finding', tags })
    .input(shape.updateFindingSchema)
    .output(shape.findingSchema)
    .handler(({ context, input }) => updateFinding(context, input)),
}

export const recommendationProcedures = {
  list: procedure
    .route({ method: 'GET', path: '/projects/{id}/recommendations', summary: 'Recommendations of a project', tags })
    .input(shape.listRecommendationsSchema)
    .output(pageOf(shape.recommendationSchema))
    .handler(({ context, input }) => listProjectRecommendations(context, input)),
  update: procedure
    .route({ method: 'PATCH', path: '/recommendations/{id}', summary: 'Change a recommendation', tags })
    .input(shape.updateRecommendationSchema)
    .output(shape.recommendationSchema)
    .handler(({ context, input }) => updateRecommendation(context, input)),
}
