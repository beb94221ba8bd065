"""What pages and files say where no document states an order."""

ORDER_NOT_STATED = "The order of these levels is not stated. They are listed by title."
SET_BY_EDITORS = "The order of these levels was set by editors; no source states it."
# What is said of a step from one role to another.
INFERRED = "inferred: no document states a step between these roles"
