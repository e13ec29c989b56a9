/// The policy for existing outputs as the value of an option.
public import ArgumentParser
public import Workflow

extension ExistingOutputPolicy: ExpressibleByArgument {}
