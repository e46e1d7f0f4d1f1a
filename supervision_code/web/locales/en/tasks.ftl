# Tasks of published plans, and what agencies say to coming along.

half-day-morning = morning
half-day-afternoon = afternoon
joining-answer-invited = Not answered yet
joining-answer-joined = Joins
joining-answer-declined = Does not join
task-state-open = To be placed
task-state-placed = Placed
task-state-done = Done
task-state-dropped = Dropped
