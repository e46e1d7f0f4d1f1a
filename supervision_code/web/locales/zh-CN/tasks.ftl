# Tasks of published plans, and what agencies say to coming along.

half-day-morning = 上午
half-day-afternoon = 下午
joining-answer-invited = 待答复
joining-answer-joined = 已加入
joining-answer-declined = 不加入
task-state-open = 待安排
task-state-placed = 已安排
task-state-done = 已完成
task-state-dropped = 已取消
