package postgres

// Sweep removes the folders of processes that are no more.
var Sweep = sweep
