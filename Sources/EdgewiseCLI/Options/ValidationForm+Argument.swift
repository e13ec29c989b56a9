/// The form of a validation's report as the value of an option.
public import ArgumentParser
public import Workflow

extension ValidationForm: ExpressibleByArgument {}
