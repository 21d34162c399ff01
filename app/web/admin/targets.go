package admin

// What operations make, as the audit log names it: the path it is read at.

func (o *surveyOut) target() string    { return "surveys/" + string(o.Body.ID) }
func (o *rewardOut) target() string    { return "rewards/" + o.Body.Handle }
func (o *connectedOut) target() string { return "destinations/" + string(o.Body.ID) }
func (o *runOut) target() string       { return "runs/" + string(o.Body.ID) }
func (o *madeKey) target() string      { return "keys/" + o.Body.Key.ID }
