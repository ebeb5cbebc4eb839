# The functions as a container image, as an alternative to the package: one image, a command a function.
#
#   mvn -q package -DskipTests
#   unzip -qo functions/target/batchwright-functions.zip -d functions/target/image
#   docker build -t batchwright-functions -f Dockerfile functions/target/image
#   docker run --rm -p 9000:8080 batchwright-functions dev.batchwright.functions.Publish::handleRequest
#
# Where an image is wanted (a registry that scans, jobs with native libraries); SnapStart does not go with it.
FROM public.ecr.aws/lambda/java:25

COPY . ${LAMBDA_TASK_ROOT}/

# Each function has its own, as ImageConfig.Command.
CMD ["dev.batchwright.functions.PlanChunks::handleRequest"]
